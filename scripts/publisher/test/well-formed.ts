import { extname } from 'node:path'
import ICAL from 'ical.js'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { SaxesParser } from 'saxes'
import { structuredDataProblems, structuredNodes } from 'site/test/structured-data'

type HtmlNode = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** What a strict parser says against a file of the site, by the extension of its name; empty when it is well-formed. */
export function problemsOfFile(file: string, body: string | Uint8Array): string[] {
  const check = checks[extname(file)]
  return check && typeof body === 'string' ? check(body) : []
}

const checks: Record<string, ((text: string) => string[]) | undefined> = {
  '.html': htmlProblems,
  '.xml': xmlProblems,
  '.ics': calendarProblems,
  '.json': jsonProblems,
  '.webmanifest': jsonProblems,
}

function htmlProblems(text: string): string[] {
  const problems: string[] = []
  const document = parse(text, {
    sourceCodeLocationInfo: true,
    onParseError: ({ code, startLine, startOffset }) =>
      problems.push(
        `${code} in line ${startLine}: ${JSON.stringify(text.slice(startOffset - 30, startOffset + 30))}`,
      ),
  })
  const elements = [...elementsOf(document)]
  const ids = elements.flatMap(({ attrs }) =>
    attrs.filter(({ name }) => name === 'id').map(({ value }) => value),
  )
  const twice = ids.filter((id, index) => ids.indexOf(id) < index)
  problems.push(...twice.map((id) => `two elements have the id ${JSON.stringify(id)}`))
  for (const element of elements) {
    const isData = element.attrs.some(({ name, value }) => name === 'type' && value === 'application/ld+json')
    if (element.tagName === 'script' && isData) problems.push(...structuredProblems(textOf(element)))
  }
  if (!elements.some(({ tagName }) => tagName === 'h1') && !/http-equiv="refresh"/i.test(text))
    problems.push('there is no h1')
  return problems
}

function* elementsOf(node: HtmlNode): Generator<Element> {
  if ('tagName' in node) yield node
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsOf(child)
}

const textOf = ({ childNodes }: Element): string =>
  childNodes.map((child) => ('value' in child ? child.value : '')).join('')

function structuredProblems(text: string): string[] {
  const problems = jsonProblems(text)
  if (problems.length > 0) return problems.map((problem) => `JSON-LD: ${problem}`)
  const data = JSON.parse(text) as { '@context'?: string; '@graph'?: unknown[] }
  if (data['@context'] !== 'https://schema.org' || !Array.isArray(data['@graph']))
    return ['JSON-LD without @context or @graph']
  return structuredDataProblems(structuredNodes(data['@graph']))
}

function xmlProblems(text: string): string[] {
  const problems: string[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', ({ message }) => problems.push(message))
  parser.write(text).close()
  return problems
}

/** RFC 5545: it parses, its lines are short, and each event has what it must have. */
function calendarProblems(text: string): string[] {
  try {
    const lines = text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75 || /[\r\n]/.test(line))
    const events = new ICAL.Component(ICAL.parse(text) as string).getAllSubcomponents('vevent')
    const incomplete = events.filter(
      (event) => !['uid', 'dtstamp', 'dtstart', 'summary'].every((name) => event.getFirstPropertyValue(name)),
    )
    return [
      ...lines.map((line) => `a line is not folded: ${JSON.stringify(line)}`),
      ...incomplete.map((event) => `an event is incomplete: ${event.toString()}`),
    ]
  } catch (error) {
    return [`no calendar: ${(error as Error).message}`]
  }
}

function jsonProblems(text: string): string[] {
  try {
    JSON.parse(text)
    return []
  } catch (error) {
    return [(error as Error).message]
  }
}
