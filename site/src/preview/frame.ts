import type { MessageFromPreview, MessageToPreview } from 'shared-types'
import { displayAs } from './display'
import { isCurrent, leave, markFocus, numbersOf, stepsFor, walk } from './edits'
import { morphPage } from './morph'

/*
 * The script of a page in a preview, in a frame of the admin. Its element names the origin of the admin, that of the site, and the
 * path of the page. The frame is sandboxed: it has an origin of its own and no cookies, and reaches the admin by messages only.
 */

const { admin = '', site = '', path = '/' } = document.currentScript?.dataset ?? {}

const send = (message: MessageFromPreview) => parent.postMessage(message, admin)

addEventListener('message', ({ source, origin, data }: MessageEvent<MessageToPreview>) => {
  if (source !== parent || origin !== admin) return
  if (data.type === 'display') void displayAs(data.display)
  else if (data.type === 'focus') markFocus(data)
  else if (data.type === 'walk') send({ type: 'place', numbers: walk(0) })
  else if (!morphPage(data.html)) send({ type: 'reload' })
  else markFocus()
})

/** The frame stays where it is: the admin opens the field of a place, and the page that a link leads to if it is one of the site. */
function onClick(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : undefined
  const href = target?.closest('a[href]')?.getAttribute('href')
  const isAnchor = href?.startsWith('#')
  const url = href && !isAnchor ? URL.parse(href, `${site}${path}`) : null
  if (href && !isAnchor) event.preventDefault()
  const isSite = url?.origin === site
  const numbers = numbersOf(target)
  if (numbers.length > 0) send({ type: 'edit', numbers, path: isSite ? url.pathname : undefined })
  else if (!isSite) return
  else if (url.pathname !== path) send({ type: 'open', path: url.pathname })
  else if (url.hash) document.getElementById(decodeURIComponent(url.hash.slice(1)))?.scrollIntoView()
  else scrollTo({ top: 0 })
}

/** While the arrow keys move over the places: Enter opens a field, and Escape goes back to the admin. */
function onKeyDown(event: KeyboardEvent): void {
  const steps = stepsFor(event)
  if (steps !== undefined) send({ type: 'place', numbers: walk(steps) })
  else if (!(event.target instanceof Node && isCurrent(event.target))) return
  else if (event.key === 'Enter')
    send({ type: 'edit', numbers: numbersOf(event.target as Element), isKey: true })
  else if (event.key === 'Escape') {
    leave()
    send({ type: 'leave' })
  } else return
  event.preventDefault()
}

/** The index of the search is made from the pages of a release, so a preview has none: its form says so instead of searching. */
function onSearch(event: Event): void {
  if (!(event.target instanceof Element && event.target.closest('search form'))) return
  event.stopImmediatePropagation()
  const status = document.querySelector('main [role=status]')
  if (event.type === 'input' && status) status.textContent = 'The search does not work in a preview.'
}

for (const type of ['focus', 'input']) addEventListener(type, onSearch, { capture: true })
addEventListener('click', onClick, { capture: true })
addEventListener('auxclick', onClick, { capture: true })
addEventListener('keydown', onKeyDown, { capture: true })
document.addEventListener('DOMContentLoaded', () => send({ type: 'ready' }))
