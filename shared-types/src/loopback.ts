/** Whether a URL's host is this computer: `http://localhost:3000`, `http://127.0.0.1`, `http://cms.localhost`, `http://[::1]`. */
export const isLoopback = (url: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)
