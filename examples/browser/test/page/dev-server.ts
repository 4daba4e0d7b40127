// Serves the page as `npm run dev` does, and sends its address.
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));
const server = await createServer({ root, logLevel: "error", server: { port: 0, host: "127.0.0.1" } });
await server.listen();
process.send?.(server.resolvedUrls?.local[0]);
