/**
 * The floors of the house (CONTRIBUTING.md): what each package may import, beside itself. Packages that a table row
 * leaves out are above it.
 */
const floors = {
  core: [],
  image: ["core"],
  metrics: ["core"],
  download: ["core"],
  onnx: ["core"],
  "model-files": ["core", "onnx"],
  data: ["core", "image"],
  backbones: ["core", "download", "model-files"],
  unet: ["core", "backbones"],
  pspnet: ["core", "backbones"],
  segnet: ["core", "backbones"],
  engine: ["core", "image", "onnx", "model-files"],
  trainer: ["core", "image", "metrics", "onnx", "model-files", "engine"],
  evaluation: ["core", "image", "metrics", "onnx", "data", "model-files", "engine"],
  report: ["core", "image", "metrics", "data", "evaluation"],
  // backbones: loaded on demand, where it is installed
  segmenter: ["core", "image", "model-files", "engine", "backbones"],
};
const packages = [...Object.keys(floors), "faceseg"];

const inside = (names) => `^packages/(${names.join("|")})/`;
/** Tests and benchmarks of a package may use any other package. */
const shipped = (name) => `^packages/${name}/(?!test/|bench/)`;

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(floors).map(([name, below]) => ({
      name: `floor-of-${name}`,
      comment: `@faceseg/${name} imports ${below.length > 0 ? below.join(", ") : "no other package"}.`,
      severity: "error",
      from: { path: shipped(name) },
      to: { path: "^packages/", pathNot: inside([name, ...below]) },
    })),
    {
      name: "every-package-has-a-floor",
      severity: "error",
      from: { path: "^packages/", pathNot: inside(packages) },
      to: {},
    },
    {
      name: "packages-import-no-examples-or-tools",
      severity: "error",
      from: { path: "^packages/[^/]+/(?!test/|bench/)" },
      to: { path: "^(examples|tools)/" },
    },
    {
      name: "packages-are-imported-by-name",
      comment:
        "Tests and fuzz targets may also load files of other packages: golden files, the conformance suite, parsers.",
      severity: "error",
      from: { path: "^(packages|examples|tools)/([^/]+)/(?!test/)", pathNot: "^tools/fuzz/" },
      to: {
        path: "^packages/",
        pathNot: "^$1/$2/",
        dependencyTypes: ["local"],
        dependencyTypesNot: ["aliased"],
      },
    },
    { name: "no-circular-files", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-circular-folders",
      comment: "Within a package, no folder imports one that imports it, directly or by way of others.",
      severity: "error",
      scope: "folder",
      from: { path: "^((?:packages|examples)/[^/]+/src|tools/[^/]+)/" },
      to: { circular: true, path: "^$1/" },
    },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, path: "^packages/[^/]+/src/" },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/|\\.config\\." },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ["@faceseg/source", "import", "require", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
