import { float32, type Kernel, kernel } from "../lowering/kernel.ts";
import { arrange, type Layout, rowMajor } from "../lowering/layout.ts";

/** Kernel of `pack`. */
export const pack = "FacesegPack";
/** Kernel of `unpack`. */
export const unpack = "FacesegUnpack";

type Shapes = readonly (readonly number[])[];

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** Packed vectors with parts of the same shapes share their memory layout under this key. */
export const packingKey = (shapes: Shapes): string => shapes.map((shape) => shape.join("x")).join(",");

const defaultLayouts = (shapes: Shapes): readonly Layout[] => shapes.map((shape) => rowMajor(shape.length));

/** Vectors of many tensors whose element order inside each tensor the compiler chooses. */
export const packing: Record<string, Kernel> = {
  [pack]: {
    infer: (inputs) => float32([Object.values(inputs).reduce((n, { shape }) => n + size(shape), 0)]),
    lower: (l, inputs) => {
      const parts = Object.values(inputs);
      const shapes = parts.map(({ shape }) => shape);
      const key = packingKey(shapes);
      const natural = parts.map(
        (p) => p.layouts.find((layout) => layout !== rowMajor(p.rank)) ?? p.naturalLayout,
      );
      const known = l.naturalPacking[key];
      // A packed vector may be made several times (gradients, constants): any layout but the logical one is a wish.
      l.naturalPacking[key] = natural.map((layout, i) => {
        const before = known?.[i];
        return before !== undefined && before !== rowMajor(before.length) ? before : layout;
      });
      const layouts = l.packing[key] ?? defaultLayouts(shapes);
      const flat = parts.map((part, i) =>
        l.builder.reshape(part.full(layouts[i] as Layout), [size(part.shape)]),
      );
      const total = l.builder.concat(flat, 0);
      return l.tensor([parts.reduce((n, { shape }) => n + size(shape), 0)], "0", total);
    },
  },
  [unpack]: kernel<{ shapes: Shapes }>({
    infer: (_, { shapes }) => shapes.map(float32),
    lower: (l, inputs, { shapes }) => {
      const flat = Object.values(inputs)[0];
      if (!flat) throw new Error("Expected a vector to unpack, found none");
      const layouts = l.packing[packingKey(shapes)] ?? defaultLayouts(shapes);
      const sizes = l.builder.ints(shapes.map(size));
      const parts = l.builder.ops("Split", [flat.full("0"), sizes], { axis: 0 }, { outputs: shapes.length });
      return shapes.map((shape, i) => {
        const layout = layouts[i] as Layout;
        return l.tensor(shape, layout, l.builder.reshape(parts[i] as string, arrange(shape, layout)));
      });
    },
  }),
};
