import { cpSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Words that a document can contain, each with what then happens to the pages that show it. */
export const faults = {
  throws: 'FAULT: the template throws',
  loops: 'FAULT: the template loops',
  neverYields: 'FAULT: the template goes on in microtasks',
  backtracks: 'FAULT: the template has a slow regular expression',
  waits: 'FAULT: the template waits for ever',
  empty: 'FAULT: the page is empty',
  links: 'FAULT: the template links to nowhere',
  cardThrows: 'FAULT: the card cannot be drawn',
  hasNoPages: 'FAULT: the pages cannot be listed',
  badDay: 'FAULT: a bad day of documents',
  needsName: 'FAULT: the template needs the other name of Ben',
} as const

/** On this day, the home page cannot be rendered whatever it shows. */
export const badDay = '2027-01-20'
/** On this day, pages with `faults.badDay` cannot be rendered. */
export const badDayOfDocuments = '2027-01-21'
/** Pages with `faults.needsName` cannot be rendered without this name. */
export const otherName = 'Ben Ode the Second'
/** The page /people/ cannot be rendered without this name. */
export const neededName = 'Ben Ode'
/** While this file is in a bundle, no card can be drawn. */
export const noCardsFile = 'server/no-cards'
/** While this file is in a bundle, a rendering of the page /blog/post-6/ removes it and fails. */
export const passingFaultFile = 'server/passing-fault'
/** What the publisher's log says each time that a fault is met. */
export const faultLine = 'A template met a fault.'

const code = `
import { existsSync, rmSync } from 'node:fs'
import { site as real } from './real-entry.mjs'
const faults = ${JSON.stringify(faults)}
function createRenderer(snapshot, previous) {
  const renderer = real.createRenderer(snapshot, previous)
  const render = renderer.render
  renderer.render = async (page, drawCard) => {
    if (page.path === '/' && snapshot.today === '${badDay}') throw new Error('it is a bad day')
    const passingFault = new URL('../${passingFaultFile}', import.meta.url)
    if (page.path === '/blog/post-6/' && existsSync(passingFault)) {
      rmSync(passingFault)
      throw new Error('a file could not be read')
    }
    const made = await render(page, drawCard)
    const { body } = made
    if (typeof body !== 'string') return made
    if (page.path === '/people/' && !body.includes('${neededName}')) throw new Error('nobody is there')
    const has = (fault) => body.includes(fault)
    if (Object.values(faults).some(has)) console.log('${faultLine}')
    if (has(faults.throws)) throw new Error('the template broke')
    if (has(faults.loops)) for (;;);
    if (has(faults.neverYields)) for (;;) await undefined
    if (has(faults.backtracks)) /^(a+)+$/.test('a'.repeat(40) + '!')
    if (has(faults.waits)) await new Promise(() => undefined)
    if (has(faults.badDay) && snapshot.today === '${badDayOfDocuments}') throw new Error('it is their bad day')
    if (has(faults.needsName) && !has('${otherName}')) throw new Error('a name is missing')
    if (has(faults.empty)) return { ...made, body: '' }
    if (has(faults.links)) return { ...made, body: body.replace('</main>', '<a href="/nowhere/">Nowhere</a></main>') }
    return made
  }
  return renderer
}
function pages(snapshot) {
  const { globals, collections } = snapshot.documents
  if (JSON.stringify([globals, collections.redirects]).includes(faults.hasNoPages)) throw new Error('the pages cannot be listed')
  return real.pages(snapshot)
}
async function drawCard(card) {
  if (existsSync(new URL('../${noCardsFile}', import.meta.url))) throw new Error('the libraries are gone')
  if (JSON.stringify(card).includes(faults.cardThrows)) throw new Error('a letter has no shape')
  return real.drawCard(card)
}
export const site = { ...real, createRenderer, pages, drawCard }
`

/** Makes the compiled templates in a folder fail when a page shows one of the words of `faults`. */
export function makeFaulty(bundle: string): void {
  const server = join(bundle, 'server')
  renameSync(join(server, 'entry.mjs'), join(server, 'real-entry.mjs'))
  writeFileSync(join(server, 'entry.mjs'), code)
}

/** A copy of faulty templates that fail, too, when a page shows these words. */
export function makeStricter(bundle: string, copy: string, words: string): void {
  cpSync(bundle, copy, { recursive: true })
  writeFileSync(
    join(copy, 'server/entry.mjs'),
    code.replaceAll(JSON.stringify(faults.throws), JSON.stringify(words)),
  )
}
