/** The floors of the house (CONTRIBUTING.md): a package imports only from floors below its own. */
const floors = [
  ["metrics", "data", "keras", "onnx"],
  ["backbones"],
  ["unet", "pspnet", "segnet"],
  ["trainer", "segmenter"],
  ["faceseg"],
];

const inPackages = (names) => `^packages/(${names.join("|")})/`;

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...floors.map((names, level) => ({
      name: `floor-${level}-imports-only-below`,
      severity: "error",
      from: { path: `${inPackages(names)}(?!test/|bench/)` },
      to: { path: inPackages(floors.slice(level).flat()), pathNot: "^packages/$1/" },
    })),
    {
      name: "packages-know-no-examples",
      severity: "error",
      from: { path: "^packages/" },
      to: { path: "^examples/" },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "packages-are-imported-by-name",
      comment: "Tests may share the conformance suite and golden files of other packages.",
      severity: "error",
      from: { path: "^(packages|examples)/([^/]+)/(?!test/)" },
      to: { path: "^packages/[^/]+/src/(?!(index|node|run)\\.ts$)", pathNot: "^$1/$2/" },
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
