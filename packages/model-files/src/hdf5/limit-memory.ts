const page = 2 ** 16;

/**
 * Runs `work` while no WebAssembly memory may grow beyond `most` bytes, or beyond what it has: libhdf5 allocates what a
 * string says of its length before it looks whether the string has it.
 */
export function limitMemory<T>(most: number, work: () => T): T {
  const prototype = WebAssembly.Memory.prototype;
  const { grow } = prototype;
  prototype.grow = function (pages) {
    const wanted = this.buffer.byteLength + page * pages;
    // Emscripten takes this for a machine that has no more, and the library gets no memory.
    if (wanted > most) throw new RangeError(`${wanted} bytes are more than the file may need`);
    return grow.call(this, pages);
  };
  try {
    return work();
  } finally {
    prototype.grow = grow;
  }
}
