import base from "./vite.config.ts";
export default (env: any) => { const c: any = (base as any)(env); c.cacheDir = "/tmp/vite-cache-a"; c.server.fs.strict = false; return c; };
