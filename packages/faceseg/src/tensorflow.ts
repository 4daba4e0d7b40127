// TensorFlow.js with its CPU backend, without its advice to install another: networks run on ONNX Runtime here.
import "@tensorflow/tfjs-backend-cpu";
import { env } from "@tensorflow/tfjs-core";

env().set("IS_TEST", true);
