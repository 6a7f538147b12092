/** What an agent says aloud: in the caller's language, which is not always the reader's. */
import type { Check } from "../live/wire";

type Voice = "es" | "en";
type Code = Check["code"];

const ES: Record<Code, string> = {
  birth_date: "su fecha de nacimiento", card_last4: "las cuatro últimas cifras de su tarjeta",
  document_last4: "las cuatro últimas de su documento", postcode: "su código postal",
};
const EN: Record<Code, string> = {
  birth_date: "your date of birth", card_last4: "the last four digits of your card",
  document_last4: "the last four of your identity document", postcode: "your postcode",
};

export const VERIFYING = {
  es: (asked: Code[]) => `Para protegerle, ¿me dice ${asked.map((code) => ES[code]).join(" y ")}?`,
  en: (asked: Code[]) => `To keep your account safe, could you tell me ${asked.map((code) => EN[code]).join(" and ")}?`,
  whole: (voice: Voice) => (voice === "es" ? "¿Me dice su nombre y su fecha de nacimiento, por favor?" : "Could you tell me your full name and date of birth, please?"),
  code: (voice: Voice, way: "sms" | "email", hint: string) => {
    const end = way === "sms" ? hint.slice(-3) : hint;
    if (voice === "es") return way === "sms" ? `Le acabo de enviar un código al móvil terminado en ${end}. ¿Me lo lee, por favor?` : `Le acabo de enviar un código a su correo ${end}. ¿Me lo lee, por favor?`;
    return way === "sms" ? `I have just sent a code to your mobile ending in ${end}. Could you read it to me, please?` : `I have just sent a code to your e-mail ${end}. Could you read it to me, please?`;
  },
  find: (voice: Voice) => (voice === "es" ? "¿Me dice su número de tarjeta o de pedido, por favor?" : "Could you give me your card or order number, please?"),
};
