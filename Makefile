.PHONY: run test lint lock migration screenshot help

help:  ## what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

run:  ## the demo company on 127.0.0.1:5000, everything embedded
	@python3 dev.py run

test:  ## everything: lint, types, floors, store, tests
	@python3 dev.py test

lint:  ## lint, types, floors and the front end only
	@python3 dev.py lint

PIN = uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

lock:  ## pin the newest versions that fit, with hashes (needs uv)
	$(PIN) pyproject.toml -o requirements.lock
	$(PIN) --group dev pyproject.toml -o requirements-dev.lock
	$(PIN) requirements-build.in -o requirements-build.lock
	$(PIN) requirements-node.in -o requirements-node.lock
	$(PIN) requirements-bench.in -c requirements-dev.lock -o requirements-bench.lock

screenshot:  ## docs/desk.png, the picture in the README, from the running demo
	.venv/bin/python -m tests.journeys.picture

migration:  ## m="what changes": write the step from the migrations to the models
	@rm -f var/migration.sqlite3*
	.venv/bin/python -c "from console import migrations as m; u = 'sqlite:///var/migration.sqlite3'; m.upgrade(u); m.make(u, '$(m)')"
	@rm -f var/migration.sqlite3*
