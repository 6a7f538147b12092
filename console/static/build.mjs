// Bundles each live surface that exists on disk: `node build.mjs [dist]`. One script and one style
// per surface, so that a page is one <script> and one <link>.
import { build } from "esbuild";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { join } from "node:path";

const dist = process.argv[2] ?? "dist";
const LIMIT = 60 * 1024; // gzip, per surface
const there = (entries) => Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path)));

const scripts = there({ desk: "desk/main.tsx", wallboard: "wallboard/main.tsx", chat: "chat/main.tsx" });
const classic = there({ loader: "chat/loader.ts" });
const styles = there({ desk: "css/desk.css", wallboard: "css/wallboard.css", chat: "css/chat.css", pages: "css/pages.css" });

const common = { bundle: true, minify: true, outdir: dist, target: "es2022", logLevel: "warning", legalComments: "none" };
await Promise.all([
  build({ ...common, entryPoints: scripts, format: "esm", sourcemap: "linked", jsx: "automatic", jsxImportSource: "preact" }),
  // The loader runs on a foreign page: no module, nothing left behind in its global scope.
  build({ ...common, entryPoints: classic, format: "iife" }),
  build({ ...common, entryPoints: styles, target: ["chrome123", "firefox121", "safari17.5"] }),
]);

for (const name of [...Object.keys(scripts), ...Object.keys(classic)]) {
  const size = gzipSync(await readFile(join(dist, `${name}.js`))).length;
  console.error(`${name}.js ${(size / 1024).toFixed(1)} kB gzip`);
  if (size > LIMIT) throw new Error(`${name}.js is over ${LIMIT / 1024} kB`);
}
if (process.env.BUILD_STAMP) await writeFile(join(dist, ".stamp"), process.env.BUILD_STAMP);
