import type { MessageFromPreview, MessageToPreview } from 'shared-types'
import { displayAs } from './display'
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
  else if (!morphPage(data.html)) send({ type: 'reload' })
})

/** The frame stays where it is: the admin shows the page that a link leads to, if it is one of the site. */
function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element && event.target.closest('a[href]')
  const href = link && link.getAttribute('href')
  if (!href || href.startsWith('#')) return
  event.preventDefault()
  const url = URL.parse(href, `${site}${path}`)
  if (url?.origin !== site) return
  if (url.pathname !== path) send({ type: 'open', path: url.pathname })
  else if (url.hash) document.getElementById(decodeURIComponent(url.hash.slice(1)))?.scrollIntoView()
  else scrollTo({ top: 0 })
}

addEventListener('click', followLink, { capture: true })
addEventListener('auxclick', followLink, { capture: true })
document.addEventListener('DOMContentLoaded', () => send({ type: 'ready' }))
