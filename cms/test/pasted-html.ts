import { Window } from 'happy-dom'
import { cleanPastedHtml } from '../src/rich-text/editing/clean-html'

/** The body of a page, cleaned, with one space for each run of white space. */
export function cleanPasted(html: string, { canHoldPictures = true } = {}): string {
  const document = new new Window().DOMParser().parseFromString(html, 'text/html') as unknown as Document
  cleanPastedHtml(document, { canHoldPictures })
  return document.body.innerHTML
    .replace(/\s+/g, ' ')
    .replace(/ ?(<\/?(p|div|ul|ol|li|h\d|table|tbody|tr|td|th)\b[^>]*>) ?/g, '$1')
    .trim()
}
