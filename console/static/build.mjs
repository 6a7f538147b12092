// Bundles each live surface that exists on disk: `node build.mjs [dist]`. One script and one style per
// surface; panels taken with `later()` become files of their own in dist/chunks, named after their content.
// dist/bundles.json says what a surface needs at its start: `{desk: {scripts: ["desk.js", …], gzip: bytes}}`.
import { build } from "esbuild";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { join, relative, resolve } from "node:path";

const dist = process.argv[2] ?? "dist";
const LIMIT = 60 * 1024; // gzip, of all that a surface loads before anything is asked of it
const there = (entries) => Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path)));

const scripts = there({
  desk: "desk/main.tsx", wallboard: "wallboard/main.tsx", chat: "chat/main.tsx", editor: "editor/main.ts", pairs: "pairs/main.ts",
  rule: "rule/main.ts", progress: "progress/main.ts",
});
const classic = there({ loader: "chat/loader.ts" });
const styles = there({ desk: "css/desk.css", wallboard: "css/wallboard.css", chat: "css/chat.css", pages: "css/pages.css" });

// Sockets are WebSocket only: long polling and WebTransport stay out of every page.
const onlyWebSocket = {
  name: "only-websocket",
  setup: (it) => it.onResolve({ filter: /^\.\/transports\/index\.js$/ }, () => ({ path: resolve("live/transports.ts") })),
};

const common = { bundle: true, minify: true, outdir: dist, target: "es2022", logLevel: "warning", legalComments: "none" };
const esm = { format: "esm", sourcemap: "linked", jsx: "automatic", jsxImportSource: "preact", plugins: [onlyWebSocket] };
await rm(join(dist, "chunks"), { recursive: true, force: true });
const made = await Promise.all([
  // Each surface apart: sharing files between surfaces would only add requests to all of them.
  ...Object.entries(scripts).map(async ([name, path]) => {
    const split = { splitting: true, chunkNames: "chunks/[name]-[hash]", metafile: true };
    const { metafile } = await build({ ...common, ...esm, ...split, entryPoints: { [name]: path } });
    return [name, atStart(metafile, `${name}.js`)];
  }),
  // The loader runs on a foreign page: no module, nothing left behind in its global scope.
  build({ ...common, entryPoints: classic, format: "iife" }).then(() => ["loader", ["loader.js"]]),
  build({ ...common, entryPoints: styles, target: ["chrome123", "firefox121", "safari17.5"] }).then(() => null),
]);

/** The entry and whatever it imports before it runs; what it imports later is not among them. */
function atStart({ outputs }, entry) {
  const files = new Map(Object.entries(outputs).map(([path, made]) => [relative(resolve(dist), resolve(path)), made]));
  const wanted = [entry];
  for (const file of wanted) {
    for (const { path, kind } of files.get(file)?.imports ?? []) {
      const name = relative(resolve(dist), resolve(path));
      if (kind === "import-statement" && !wanted.includes(name)) wanted.push(name);
    }
  }
  return wanted;
}

const bundles = {};
for (const [name, files] of made.filter(Boolean)) {
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(join(dist, file))).length));
  const gzip = sizes.reduce((sum, each) => sum + each, 0);
  bundles[name] = { scripts: files, gzip };
  console.error(`${name} ${(gzip / 1024).toFixed(1)} kB gzip at its start`);
  if (gzip > LIMIT) throw new Error(`${name} starts with more than ${LIMIT / 1024} kB: take a panel with later() (docs/architecture.md)`);
}
await writeFile(join(dist, "bundles.json"), JSON.stringify(bundles));
if (process.env.BUILD_STAMP) await writeFile(join(dist, ".stamp"), process.env.BUILD_STAMP);
