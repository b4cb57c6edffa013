/** A path with its escapes read; undefined when it is no text, or leads out of the site. */
export function decodedPath(rawPath: string): string | undefined {
  let path: string
  try {
    path = decodeURIComponent(rawPath)
  } catch {
    return undefined // not valid UTF-8
  }
  const isOutside = path.split(/[/\\]/).some((part) => part === '..' || part === '.')
  return path.startsWith('/') && !isOutside && !path.includes('\0') && !path.includes('\\') ? path : undefined
}

/** Files that are no visitor's business: hidden ones, and the map of redirects, which is for the server. */
export const isPrivate = (path: string): boolean =>
  path === '/redirects.json' || path.split('/').some((part) => part.startsWith('.') && part !== '.well-known')
