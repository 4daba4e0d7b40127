// Turns off TensorFlow.js's advice to install another backend. Import it before anything that loads TensorFlow.js.
import { env } from "@tensorflow/tfjs-core";

env().set("IS_TEST", true);
