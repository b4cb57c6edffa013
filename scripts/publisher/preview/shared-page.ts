import { Parser } from 'htmlparser2'
import { mediaFolder } from 'shared-types'

interface SharedDraft {
  /** What the page says above its content, as plain text. */
  notice: string
  /** The paths of the pages that show the draft. */
  places: readonly string[]
  /** The origin of the live site. */
  origin: string
}

const style =
  '.draft-notice{margin:0;max-inline-size:none;padding:.75rem 1rem;background:#5c1a2e;color:#fff;font:1rem/1.4 system-ui,sans-serif;text-align:center;overflow-wrap:anywhere}'

/**
 * The page for a reader without an account. It says that it is a draft. A link to a page that shows the draft becomes `?path=<path>`,
 * and every other link leads to the live site, because the page is not at the address that its links expect.
 */
export function sharedPage(html: string, { notice, places, origin }: SharedDraft): string {
  const drafts = new Set(places)
  const moved = (href: string): string => {
    if (href.startsWith('//') || href.startsWith(mediaFolder)) return href
    const [path = '', rest = ''] = href.split(/(?=[?#])/, 2)
    if (!drafts.has(path)) return `${origin}${href}`
    return `?path=${encodeURIComponent(path)}${rest.startsWith('#') ? rest : ''}`
  }
  let result = ''
  let end = 0
  // Pictures have titles, too.
  let isTitled = false
  const replaceTag = (change: (tag: string) => string) => {
    result += html.slice(end, parser.startIndex)
    end = parser.endIndex + 1
    result += change(html.slice(parser.startIndex, end))
  }
  const parser = new Parser({
    onopentag(name) {
      if (name === 'head') replaceTag((tag) => `${tag}<style>${style}</style>`)
      if (name === 'title' && !isTitled) {
        isTitled = true
        replaceTag((tag) => `${tag}Draft: `)
      }
      if (name === 'body')
        replaceTag((tag) => `${tag}<p class="draft-notice" role="note">${escaped(notice)}</p>`)
      if (name === 'a' || name === 'area') {
        replaceTag((tag) => tag.replace(/(\shref=")(\/[^"]*)/, (_, start, href) => start + moved(href)))
      }
      // An island makes its links of the paths in its properties, which are JSON.
      if (name === 'astro-island') {
        replaceTag((tag) =>
          tag.replace(/&quot;(\/[^&]*\/)&quot;/g, (_, path) => `&quot;${moved(path)}&quot;`),
        )
      }
    },
  })
  parser.end(html)
  return result + html.slice(end)
}

const escaped = (text: string) => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
