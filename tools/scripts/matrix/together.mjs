import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { checkOutput } from "../program.mjs";
import { asked, programOf } from "./program-of.mjs";
import { run } from "./run.mjs";

const tsc = resolve("node_modules/typescript/bin/tsc");
const strict = { target: "ES2022", lib: ["ES2023", "DOM"], strict: true, skipLibCheck: true };

/** Installs all packages, and the programs of their READMEs side by side as `<package>.ts`. */
export async function installTogether(folder, packages) {
  const place = join(folder, "together");
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const programs = packages
    .map((package_) => ({ file: package_.name.replace("/", "-").replace("@", ""), ...programOf(package_) }))
    .filter(({ code }) => code !== "");
  const names = [
    ...new Set([...asked(programs.flatMap(({ install }) => install)), ...packages.map(({ name }) => name)]),
  ];
  await run("npm", ["install", ...names], { cwd: place });
  for (const { file, code } of programs) writeFileSync(join(place, `${file}.ts`), code);
  return { place, programs };
}

/** Compiles the programs under strict TypeScript, and runs the compiled ones. */
export async function typescript({ place, programs }, nodes) {
  const types = { types: ["node"], typeRoots: [resolve("node_modules/@types")] };
  const configs = {
    nodenext: { module: "NodeNext", moduleResolution: "NodeNext", outDir: "nodenext" },
    bundler: { module: "ESNext", moduleResolution: "Bundler", noEmit: true },
  };
  for (const [name, options] of Object.entries(configs)) {
    const file = join(place, `tsconfig.${name}.json`);
    const compilerOptions = { ...strict, ...types, ...options };
    writeFileSync(file, JSON.stringify({ compilerOptions, include: ["*.ts"] }));
    await run(process.execPath, [tsc, "-p", file], { cwd: place });
  }
  await runAll({ place, programs }, nodes, (file) => join("nodenext", `${file}.js`));
  return `${programs.length} programs under nodenext and bundler`;
}

/** Bundles each program for a server: one file beside its native packages. */
export async function serverBundle({ place, programs }, nodes) {
  await build({
    entryPoints: programs.map(({ file }) => join(place, `${file}.ts`)),
    outdir: join(place, "server"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    // TensorFlow.js declares its `main` files free of side effects: a bundle of those registers no backend.
    mainFields: ["module", "main"],
    format: "esm",
    target: "node20",
    external: ["sharp", "onnxruntime-node", "onnxruntime-web"],
    // CommonJS packages in an ES module load Node's modules with `require`.
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    logLevel: "error",
    absWorkingDir: place,
  });
  await runAll({ place, programs }, nodes, (file) => join("server", `${file}.mjs`));
  return `${programs.length} programs as one file each`;
}

async function runAll({ place, programs }, nodes, pathOf) {
  for (const node of nodes) {
    for (const { file, code } of programs) {
      checkOutput(code, (await run(node, [pathOf(file)], { cwd: place })).stdout);
    }
  }
}

/** Runs the command: trains a network and segments an image with it. */
export async function command({ place }, packages, nodes) {
  const { manifest } = packages.find(({ name }) => name === "faceseg");
  const bin = join(place, "node_modules", "faceseg", manifest.bin.faceseg);
  writeFileSync(
    join(place, "photo.mjs"),
    `import { syntheticFaces } from "@faceseg/data/synthetic";
     import { saveImage } from "@faceseg/image/node";
     const { image } = await syntheticFaces({ count: 1, size: 96 }).samples[0].load();
     await saveImage("photo.png", image);`,
  );
  await run(process.execPath, ["photo.mjs"], { cwd: place });
  for (const [index, node] of nodes.entries()) {
    const faceseg = (...words) => run(node, [bin, ...words], { cwd: place });
    const { stdout } = await faceseg("--version");
    if (stdout.trim() !== manifest.version)
      throw new Error(`faceseg --version prints ${stdout}, not ${manifest.version}`);
    const out = `face-${index}`;
    await faceseg("train", "--faces", "16", "--size", "32", "--epochs", "1", "--width", "0.05", "--out", out);
    const found = await faceseg(
      "segment",
      "photo.png",
      "--model",
      `${out}/model.onnx`,
      "--overlay",
      "--json",
    );
    const [{ width, parts }] = JSON.parse(found.stdout);
    if (width !== 96 || parts.length !== 11) throw new Error(`faceseg segment --json prints ${found.stdout}`);
  }
  return `faceseg ${manifest.version} trains and segments`;
}
