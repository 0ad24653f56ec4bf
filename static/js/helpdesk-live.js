// A socket that says when something is new. It names the last event the page shows, so nothing is missed while
// the connection was away; it waits longer after each failure, and stops when the right to read has ended.
const NO_RIGHT = 4403;
const LONGEST = 60000;

export function listen(path, last, hear, opened = () => {}) {
  let socket;
  let wait = 1000;
  let stopped = false;
  let timer;

  function open() {
    const address = new URL(path, window.location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.searchParams.set("after", last() || "0");
    socket = new WebSocket(address);
    socket.addEventListener("open", () => {
      wait = 1000;
      opened();
    });
    socket.addEventListener("message", (event) => {
      hear(JSON.parse(event.data), (seen) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ seen })));
    });
    socket.addEventListener("close", (event) => {
      if (stopped || event.code === NO_RIGHT) return;
      timer = setTimeout(open, wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST);
    });
  }

  open();
  return {
    tell: (words) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(words)),
    stop() {
      stopped = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}
