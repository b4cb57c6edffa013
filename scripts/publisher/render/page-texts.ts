import { extname } from 'node:path'
import { Parser } from 'htmlparser2'
import type { PagePlace } from 'shared-types'

/** A text that visitors, search engines or other sites get with a page. */
export interface PageText {
  place: PagePlace
  text: string
}

/** The texts of a file of the site; none of a picture. `file` is its name in the built site. */
export function pageTexts(file: string, body: string | Uint8Array): PageText[] {
  return typeof body === 'string' ? (readers[extname(file)]?.(body) ?? []) : []
}

/** Elements within a sentence; the text of each other one stands for itself. Templates make parts of a card with `span`, editors none. */
const inline = new Set(
  'a abbr b bdi bdo br cite code data del dfn em font i ins kbd mark q s samp small strong sub sup time u var wbr'.split(
    ' ',
  ),
)

const textAttributes = new Set(['title', 'aria-label', 'aria-description', 'placeholder', 'label', 'value'])

function htmlTexts(body: string): PageText[] {
  const texts: PageText[] = []
  const add = (place: PagePlace, text: string) => {
    if (/\p{L}/u.test(text)) texts.push({ place, text })
  }
  let text = ''
  let title: string | undefined
  let script: string | undefined
  const flush = () => {
    add('text', text)
    text = ''
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!inline.has(name)) flush()
      if (name === 'br') text += ' '
      if (name === 'title') title = ''
      if (name === 'script' || name === 'style') script = ''
      if (name === 'meta') add(placeOfMeta(attributes), attributes.content ?? '')
      if (name === 'astro-island') for (const one of stringsIn(parsed(attributes.props))) add('text', one)
      add('alt', attributes.alt ?? '')
      for (const key of textAttributes) add('attribute', attributes[key] ?? '')
    },
    ontext(data) {
      if (script !== undefined) script += data
      else if (title !== undefined) title += data
      else text += data
    },
    onclosetag(name) {
      if (!inline.has(name)) flush()
      if (name === 'title') {
        add('title', title ?? '')
        title = undefined
      }
      if (name === 'script' || name === 'style') {
        if (/^\s*[{[]/.test(script ?? ''))
          for (const one of stringsIn(parsed(script))) add('structured-data', one)
        script = undefined
      }
    },
  })
  parser.end(body)
  flush()
  return texts
}

const placeOfMeta = ({ name, property = name ?? '' }: Record<string, string | undefined>): PagePlace =>
  /^(og|twitter|article):/.test(property) ? 'card' : 'description'

/** The elements of a feed or a sitemap; those of a feed may hold HTML. */
function xmlTexts(body: string): PageText[] {
  const texts: PageText[] = []
  let text = ''
  const flush = () => {
    if (/<\w/.test(text)) for (const inner of htmlTexts(text)) texts.push({ ...inner, place: 'feed' })
    else if (/\s/.test(text.trim())) texts.push({ place: 'feed', text })
    text = ''
  }
  const parser = new Parser(
    { onopentagname: flush, onclosetag: flush, ontext: (data) => (text += data) },
    { xmlMode: true },
  )
  parser.end(body)
  return texts
}

/** RFC 5545: a long line goes on in the next one, and a comma, a semicolon or a line end in a text has a backslash. */
const calendarTexts = (body: string): PageText[] =>
  Array.from(
    body.replace(/\r\n[ \t]/g, '').matchAll(/^(?:SUMMARY|DESCRIPTION|LOCATION|X-WR-CALNAME)[^:]*:(.*)$/gm),
    ([, text = '']) => ({ place: 'calendar', text: text.replace(/\\n/gi, ' ').replace(/\\(.)/g, '$1') }),
  )

const jsonTexts = (body: string): PageText[] =>
  stringsIn(parsed(body)).map((text) => ({ place: 'attribute', text }))

const readers: Record<string, ((body: string) => PageText[]) | undefined> = {
  '.html': htmlTexts,
  '.xml': xmlTexts,
  '.ics': calendarTexts,
  '.json': jsonTexts,
  '.webmanifest': jsonTexts,
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '')
  } catch {
    return undefined
  }
}

/** Strings with several words: the others are names and addresses. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return /\S\s+\S/.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}
