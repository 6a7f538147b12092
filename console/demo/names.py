"""What La Tahona's people are called, where they live and what they buy."""

from __future__ import annotations

WOMEN = (
    "María", "Ana", "Laura", "Lucía", "Elena", "Rocío", "Inés", "Begoña", "Pilar", "Sofía", "Nerea",
    "Marta", "Andrea", "Ángela", "Mónica", "Verónica", "Noelia", "Montserrat", "Aitana", "Concepción",
    "María José", "Ana Belén", "Raquel", "Silvia", "Natalia", "Esther",
)  # fmt: skip
MEN = (
    "José", "Juan", "Carlos", "Miguel", "Andrés", "Ramón", "Adrián", "Óscar", "Iván", "Rubén", "Jesús",
    "Álvaro", "Íñigo", "Tomás", "Joaquín", "Raúl", "Sergio", "Javier", "Martín", "José Luis",
    "Juan Carlos", "Agustín", "Héctor", "Germán", "Nicolás", "Félix",
)  # fmt: skip
SURNAMES = (
    "García", "Fernández", "López", "Martínez", "Sánchez", "Pérez", "Gómez", "Muñoz", "Álvarez",
    "Romero", "Gutiérrez", "Navarro", "Domínguez", "Vázquez", "Ramos", "Gil", "Ramírez", "Serrano",
    "Blanco", "Suárez", "Molina", "Morales", "Ortega", "Delgado", "Castro", "Rubio", "Marín", "Núñez",
    "Iglesias", "Medina", "Garrido", "Cortés", "Castillo", "Lozano", "Cano", "Prieto", "Méndez",
    "Calvo", "Vidal", "León", "Peña", "Cabrera", "Campos", "Vega", "Fuentes", "Carrasco", "Herrero",
    "Montero", "Ibáñez", "Pascual", "de la Fuente", "Santana", "Bermúdez", "Etxeberria", "Puig",
)  # fmt: skip
PLACES = (
    # city, postcode's beginning, landline's beginning, stores
    ("Madrid", "280", "91", ("Arganzuela", "Lavapiés", "Chamberí")),
    ("Zaragoza", "500", "976", ("Delicias", "Las Fuentes")),
    ("València", "460", "96", ("Russafa", "Benimaclet")),
    ("Bilbao", "480", "94", ("Deusto",)),
    ("Alicante", "030", "965", ("Jávea", "San Blas")),
)
STREETS = (
    "C. de Embajadores", "C. Unceta", "Av. de la Constitución", "C. Mayor", "Pl. de España",
    "C. del Olmo", "Paseo de las Delicias", "C. de Toledo", "C. San Vicente", "Gran Vía",
)  # fmt: skip
PRODUCTS = (
    # product, category, price in cents
    ("Pan de pueblo", "bakery", 195), ("Barra rústica", "bakery", 110), ("Magdalenas", "bakery", 285),
    ("Leche entera 6 l", "dairy", 534), ("Yogures naturales", "dairy", 189), ("Queso semicurado", "dairy", 845),
    ("Tomates", "greens", 249), ("Naranjas 3 kg", "greens", 399), ("Lechugas", "greens", 169),
    ("Merluza", "fish", 1190), ("Salmón", "fish", 1345), ("Pollo entero", "meat", 689),
    ("Lomo de cerdo", "meat", 775), ("Aceite de oliva virgen extra", "pantry", 895),
    ("Arroz bomba", "pantry", 349), ("Garbanzos", "pantry", 215), ("Café molido", "coffee", 425),
    ("Café en cápsulas", "coffee", 395), ("Rioja joven", "wine", 545), ("Rueda verdejo", "wine", 625),
    ("Somontano crianza", "wine", 695), ("Detergente", "home", 995), ("Papel de cocina", "home", 265),
)  # fmt: skip
