// Codes read with the camera: by the browser itself where it can, else by a reader that comes with the page.
const EVERY = 250; // milliseconds between two looks
const SAME = 4000; // the same code held before the camera is one scan
const WIDEST = 800; // pixels of a picture that the reader is given: more only costs time

// Returns a function from a video to the codes in its picture, or null where there is no camera to use.
// Asked for when the page opens, not with the first person: by then the network may be away.
export async function openReader() {
  if (!navigator.mediaDevices?.getUserMedia) return null;
  return (await ofTheBrowser()) ?? (await ofThePage());
}

// Missing in Safari, Firefox and most desktops; some Androids have it without QR codes.
async function ofTheBrowser() {
  if (!("BarcodeDetector" in window)) return null;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!formats.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue);
}

async function ofThePage() {
  await import("../vendor/jsqr/jsQR.js");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDEST / Math.max(video.videoWidth, video.videoHeight));
    const width = (canvas.width = Math.round(video.videoWidth * scale));
    const height = (canvas.height = Math.round(video.videoHeight * scale));
    context.drawImage(video, 0, 0, width, height);
    const picture = context.getImageData(0, 0, width, height);
    const found = self.jsQR(picture.data, width, height, { inversionAttempts: "dontInvert" });
    return found ? [found.data] : [];
  };
}

export class Camera {
  constructor(box, reader, found) {
    this.box = box;
    this.video = box.querySelector("video");
    this.reader = reader;
    this.found = found;
    this.last = { code: "", at: 0 };
  }

  get isOn() {
    return Boolean(this.stream);
  }

  async start() {
    this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    this.video.srcObject = this.stream;
    this.box.hidden = false; // some phones play nothing that is hidden
    await this.video.play();
    this.look();
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.box.hidden = true;
  }

  async look() {
    if (!this.isOn) return;
    try {
      for (const code of await this.reader(this.video)) this.read(code);
    } catch {
      // One picture that cannot be read: the next one comes in a moment.
    }
    setTimeout(() => this.look(), EVERY);
  }

  read(code) {
    const now = Date.now();
    const isSame = code === this.last.code && now - this.last.at < SAME;
    this.last = { code, at: now };
    if (!isSame) this.found(code);
  }
}
