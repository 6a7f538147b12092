.PHONY: run test lint lock migration help

help:  ## what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

run:  ## the demo company on 127.0.0.1:5000, everything embedded
	@python3 dev.py run

test:  ## everything: lint, types, floors, store, tests
	@python3 dev.py test

lint:  ## lint, types and floors only
	@python3 dev.py lint

lock:  ## pin the newest versions that fit, with hashes (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group dev pyproject.toml -o requirements-dev.lock

migration:  ## m="what changes": write the step from the migrations to the models
	.venv/bin/python -c "from console import migrations; migrations.make('sqlite:///var/migration.sqlite3', '$(m)')"
