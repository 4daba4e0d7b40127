import { fileURLToPath } from "node:url";
import { build } from "esbuild";

test('import "@faceseg/model-files/layers" alone keeps the registration of its layers in a bundle', async () => {
  const { outputFiles, warnings } = await build({
    stdin: {
      contents: 'import "@faceseg/model-files/layers";',
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    conditions: ["@faceseg/source"],
    external: ["@tensorflow/*", "h5wasm"],
    logLevel: "silent",
  });
  expect(warnings).toEqual([]);
  const registered = outputFiles[0]?.text.match(/registerClass\((\w+)\)/g);
  expect(registered).toEqual(
    ["HalfPixelUpSampling2D", "HalfPixelResizing", "KeepDimsGlobalPooling2D"].map(
      (name) => `registerClass(${name})`,
    ),
  );
});
