/** The camera cannot be used; the message says what to do. */
export class CameraError extends Error {
  override name = "CameraError";
}

const reasons: Readonly<Record<string, string>> = {
  NotAllowedError:
    "This page may not use the camera. Allow it in the browser's address bar, then press the button again.",
  NotFoundError: "No camera was found. Connect one, or choose a photo.",
  NotReadableError:
    "The camera is in use by another program. Close that program, then press the button again.",
};

/** The camera as a source of frames, one at a time. */
export class Camera {
  private readonly video: HTMLVideoElement;
  private stream: MediaStream | undefined;
  /** Ends the wait for a frame that will not come any more. */
  private wake = () => {};

  constructor(video: HTMLVideoElement) {
    this.video = video;
  }

  /** Whether it is on. */
  get on(): boolean {
    return this.stream !== undefined;
  }

  /**
   * Switches the camera on and hands out frames, the next one when the last is done with, until `stop`.
   *
   * @throws {CameraError} where there is none, the visitor says no, or it is unplugged.
   */
  async run(onFrame: (frame: ImageBitmap) => Promise<unknown>): Promise<void> {
    const stream = await open();
    this.stop();
    this.stream = stream;
    const { video } = this;
    const unplugged = new Promise<never>((_, reject) => {
      stream.getVideoTracks()[0]?.addEventListener("ended", () => {
        reject(new CameraError("The camera was unplugged, or its permission was taken back."));
      });
    });
    unplugged.catch(() => {});
    const stopped = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    try {
      video.srcObject = stream;
      await video.play();
      let next = nextFrame(video);
      while (this.stream === stream) {
        await Promise.race([next, unplugged, stopped]);
        if (this.stream !== stream) break;
        const frame = await createImageBitmap(video);
        next = nextFrame(video); // comes while this one is worked on
        await onFrame(frame);
      }
    } catch (error) {
      if (this.stream === stream) throw error; // else `play` was cut short by `stop`
    } finally {
      if (this.stream === stream) this.stop();
    }
  }

  /** Switches the camera off; the frame under way is still handed out. */
  stop(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.video.srcObject = null;
    this.wake();
  }
}

async function open(): Promise<MediaStream> {
  if (!navigator.mediaDevices) {
    throw new CameraError("Browsers give the camera to pages from https or this machine only.");
  }
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: "user" },
    });
  } catch (cause) {
    const { name, message } = cause as DOMException;
    throw new CameraError(reasons[name] ?? `The camera cannot be used: ${message}.`, { cause });
  }
}

const nextFrame = (video: HTMLVideoElement): Promise<void> =>
  new Promise((resolve) => {
    if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(() => resolve());
    else requestAnimationFrame(() => resolve());
  });
