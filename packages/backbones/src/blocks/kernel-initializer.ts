/** How the kernel of every convolution starts: Glorot & Bengio, 2010, uniform. */
export const kernelInitializer = "glorotUniform";
