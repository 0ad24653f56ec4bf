// Scans that wait on this phone until the server has answered them: they outlive a reload and a dead network.
// Kept are the code, the moment and an id of our own; the same id sent twice changes nothing.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export class Queue {
  constructor(address, token) {
    this.address = address;
    this.token = token;
    this.key = `scans ${address.replace(/^\/\w\w\//, "/")}`;
  }

  waiting() {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "[]");
    } catch {
      return [];
    }
  }

  keep(scans) {
    if (scans.length) localStorage.setItem(this.key, JSON.stringify(scans));
    else localStorage.removeItem(this.key);
  }

  add(code) {
    const scan = { id: newId(), code, at: Date.now() };
    this.keep([...this.waiting(), scan]);
    return scan;
  }

  // Returns the server's answers; throws "network" when there is none, "refused" when it answers something else.
  async send() {
    const scans = this.waiting().slice(0, 200);
    if (!scans.length) return [];
    if (!navigator.onLine) throw new Error("network");
    let answer;
    try {
      answer = await fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ scans }),
        redirect: "manual",
      });
    } catch {
      throw new Error("network");
    }
    if (answer.type === "opaqueredirect") throw new Error("refused"); // to the sign-in page
    if (!answer.ok) throw new Error(answer.status >= 500 ? "network" : "refused");
    const answered = (await answer.json()).scans;
    const done = new Set(answered.map((scan) => scan.id));
    this.keep(this.waiting().filter((scan) => !done.has(scan.id)));
    return answered;
  }
}
