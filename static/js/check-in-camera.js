// Codes read with the camera, where the browser can; everywhere else the code is typed or the name chosen.
const EVERY = 250; // milliseconds between two looks
const SAME = 4000; // the same code held before the camera is one scan

export function canRead() {
  return "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);
}

export class Camera {
  constructor(box, found) {
    this.box = box;
    this.video = box.querySelector("video");
    this.found = found;
    this.last = { code: "", at: 0 };
  }

  get isOn() {
    return Boolean(this.stream);
  }

  async start() {
    this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    this.video.srcObject = this.stream;
    await this.video.play();
    this.box.hidden = false;
    this.detector = new BarcodeDetector({ formats: ["qr_code"] });
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
      for (const { rawValue } of await this.detector.detect(this.video)) this.read(rawValue);
    } catch {
      // One picture that cannot be read: the next one comes in a moment.
    }
    setTimeout(() => this.look(), EVERY);
  }

  read(code) {
    const now = Date.now();
    if (code === this.last.code && now - this.last.at < SAME) return;
    this.last = { code, at: now };
    this.found(code);
  }
}
