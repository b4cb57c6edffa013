import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReleaseNote } from '../publisher/releases/release-record'
import {
  fileHeaders,
  hashedFileHeaders,
  pageHeaders,
  searchIndexHeaders,
  searchPage,
} from '../publisher/releases/headers'
import { nginxConfig } from '../publisher/releases/nginx'
import { readRedirects } from '../publisher/releases/redirect-map'

export const headersFile = 'headers.json'

/**
 * Writes beside a built site what a web server needs to know: a configuration for nginx, the same headers as JSON for whoever
 * uses another one, and what the release is. Redirects are in the site's redirects.json. `folder` holds `site`;
 * `webServerFolder` is the folder whose `current` leads to it, as the web server reaches it.
 */
export function writeServerFiles(
  folder: string,
  webServerFolder: string,
  note: ReleaseNote & { number: number },
): void {
  const { siteUrl, csp } = note
  const redirects = join(folder, 'site/redirects.json')
  const nginx = nginxConfig({
    ...{ root: join(webServerFolder, 'current/site'), siteUrl, csp },
    redirects: existsSync(redirects) ? readRedirects(readFileSync(redirects, 'utf8')) : new Map(),
  })
  const headers = {
    pages: pageHeaders({ siteUrl, csp }),
    [searchPage]: pageHeaders({ siteUrl, csp, runsWebAssembly: true }),
    '/pagefind/*.js, *.json, *.pagefind': searchIndexHeaders({ siteUrl, csp }),
    otherFiles: fileHeaders({ siteUrl, csp }),
    '/_astro/, /media/ and /pagefind/*.pf_*': hashedFileHeaders({ siteUrl, csp }),
  }
  writeFileSync(join(folder, 'nginx.conf'), nginx)
  writeFileSync(join(folder, headersFile), `${JSON.stringify(headers, undefined, 2)}\n`)
  writeFileSync(join(folder, 'release.json'), `${JSON.stringify(note, undefined, 2)}\n`)
}
