// Bundles each test with what it imports and hands them to node's own runner.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const out = mkdtempSync(join(tmpdir(), "desk-tests-"));
const entryPoints = readdirSync(here).filter((name) => /\.test\.tsx?$/.test(name)).map((name) => join(here, name));
await build({ entryPoints, bundle: true, outdir: out, platform: "node", format: "esm", outExtension: { ".js": ".mjs" }, jsx: "automatic", jsxImportSource: "preact", logLevel: "warning" });
const run = spawnSync(process.execPath, ["--test", ...readdirSync(out).map((name) => join(out, name))], { stdio: "inherit" });
rmSync(out, { recursive: true });
process.exit(run.status ?? 1);
