import {
  type HeaderFacts,
  fileHeaders,
  hashedFileHeaders,
  hashedInSearchIndex,
  inSearchIndex,
  pageHeaders,
  searchIndexHeaders,
  searchPage,
} from './headers'
import { pooledFolders } from './file-names'
import { isText, mediaTypes, smallestCompressed, unknownType } from './media-types'

export interface NginxSite extends HeaderFacts {
  /** The web root as nginx reaches it: `…/current/site`. */
  root: string
  /** The folder that holds the search index, when it is not in the web root. */
  searchRoot?: string
  redirects: ReadonlyMap<string, string>
}

/**
 * The configuration of one site for nginx, to be included in a `server { … }` with the address to listen on. It gives the same
 * files, headers and redirects as our own server. nginx reads it when it starts or reloads; the files are those of `current` at
 * each request.
 */
export function nginxConfig(site: NginxSite): string {
  const { root, searchRoot = root, redirects } = site
  const texts = Object.values(mediaTypes).filter(isText)
  const page = indented(headerLines(pageHeaders(site)))
  // For a page's URL without the slash at its end.
  const addSlash = 'if (-f $request_filename/index.html) { rewrite ^(.*)$ $1/ permanent; }'
  const types = Object.entries(mediaTypes).map(([ending, type]) => `  ${type} ${ending};`)
  return `# Written by the publisher with each release. Include it in a server { listen …; server_name …; }.
root ${quoted(root)};
absolute_redirect off;
server_tokens off;
log_not_found off;
error_page 404 /404.html;
error_page 403 =404 /404.html;

types {
${types.join('\n')}
}
default_type ${unknownType};
charset utf-8;
charset_types ${texts.join(' ')};

gzip on;
gzip_vary on;
gzip_proxied any;
gzip_comp_level 5;
gzip_min_length ${smallestCompressed};
gzip_types ${texts.filter((type) => type !== 'text/html').join(' ')};

${headerLines(fileHeaders(site))}

${[...redirects].map(([from, to]) => `location = ${literal(from)} { return 301 ${quoted(to)}; }`).join('\n')}

location = /redirects.json { return 404; }
location ~ "/\\.(?!well-known(/|$))" { return 404; }
location ~ "^/(${pooledFolders.join('|')})/" {
  try_files $uri =404;
${indented(headerLines(hashedFileHeaders(site)))}
}
location ~ "${hashedInSearchIndex}" {
  root ${quoted(searchRoot)};
  try_files $uri =404;
${indented(headerLines(hashedFileHeaders(site)))}
}
location ~ "${inSearchIndex}" {
  root ${quoted(searchRoot)};
  try_files $uri =404;
${indented(headerLines(searchIndexHeaders(site)))}
}
location = ${searchPage} {
  try_files ${searchPage}index.html =404;
${indented(headerLines(pageHeaders({ ...site, runsWebAssembly: true })))}
}
location = /404.html {
${page}
}
location ~ "/$" {
  try_files \${uri}index.html =404;
${page}
}
location ~ "\\.html$" {
  ${addSlash}
  try_files $uri =404;
${page}
}
location / {
  ${addSlash}
  try_files $uri =404;
}
`
}

const headerLines = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `add_header ${name} ${quoted(value)} always;`)
    .join('\n')

const indented = (lines: string): string => lines.replace(/^/gm, '  ')

/** Text where nginx reads no variables. In quotes only a backslash and a quote are special. */
const literal = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

/** Text where nginx reads variables. A dollar sign cannot be escaped there, so this throws for one. */
function quoted(text: string): string {
  if (text.includes('$')) {
    throw new Error(
      `nginx.conf cannot hold ${JSON.stringify(text)}, because of its dollar sign. Use a path without one.`,
    )
  }
  return literal(text)
}
