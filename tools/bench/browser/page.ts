// The script of the page: what the driver calls.
import { loadRuntime } from "@faceseg/onnx";
import { train } from "./train.ts";

const { ort } = await loadRuntime("onnxruntime-web");
(ort.env.wasm as { wasmPaths?: string }).wasmPaths = new URL("/onnxruntime/", location.href).href;

Object.assign(globalThis, { train });
