#!/usr/bin/env bash
# Puts @tensorflow/tfjs-node into node_modules, on the TensorFlow of a Python wheel (Linux, x86-64).
#
# tfjs-node's own install downloads libtensorflow 2.9.1 and a built addon from storage.googleapis.com. This takes the
# library and its headers from PyPI's tensorflow-cpu instead, which carries the same C interface, and builds the addon
# from source. It needs python3 with pip, a C++ compiler, make and Node's headers (in include/node beside Node's bin, or
# else downloaded by node-gyp). Nothing is saved to package.json: the next `npm install` removes it again.
#
#   tools/scripts/tfjs-node-from-pypi.sh [TensorFlow version, default 2.21.0]
set -euo pipefail
cd "$(dirname "$0")/../.."

version=${1:-2.21.0}
addon=node_modules/@tensorflow/tfjs-node
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npm install --no-save --ignore-scripts @tensorflow/tfjs-node@4.22.0

python3 -m pip download --quiet --no-deps --only-binary=:all: --dest "$work" "tensorflow-cpu==$version"
python3 -m zipfile --extract "$work"/tensorflow_cpu-*.whl "$work/wheel"
rm -rf "$addon/deps"
mkdir -p "$addon/deps/lib"
mv "$work/wheel/tensorflow/include" "$addon/deps/include"
mv "$work/wheel/tensorflow/libtensorflow_cc.so.2" "$work/wheel/tensorflow/libtensorflow_framework.so.2" "$addon/deps/lib"
# The names that the addon's build looks for.
ln -s libtensorflow_cc.so.2 "$addon/deps/lib/libtensorflow.so"
ln -s libtensorflow_framework.so.2 "$addon/deps/lib/libtensorflow_framework.so"

node_prefix=$(node -p 'require("node:path").resolve(process.execPath, "../..")')
if [ -d "$node_prefix/include/node" ]; then export npm_config_nodedir=$node_prefix; fi
bin=$PWD/node_modules/.bin
(cd "$addon" && "$bin/node-pre-gyp" install --build-from-source)

TF_CPP_MIN_LOG_LEVEL=2 node --input-type=module -e '
  const tf = (await import("@tensorflow/tfjs-node")).default;
  const [product] = await tf.matMul([[6]], [[7]]).data();
  if (product !== 42) throw new Error(`6 x 7 = ${product}`);
  console.log(`tfjs-node works on TensorFlow ${tf.backend().binding.TF_Version}`);'
