import { hash } from 'node:crypto'
import { Parser } from 'htmlparser2'
import type { InlineHashes } from './release-record'

/** The hash of an inline script or style, as a content security policy names it. */
export const policyHash = (text: string): string => `sha256-${hash('sha256', text, 'base64')}`

/** Whether a browser runs scripts of a type. Any other type is data, which a content security policy does not restrict. */
export const isRunnable = (type: string): boolean =>
  /^(|module|text\/javascript|application\/javascript|importmap|speculationrules)$/i.test(type)

/** Reads which inline scripts and styles one page has. Pages of a release are not read again: its record has their hashes. */
export function readInlineHashes(html: string): InlineHashes {
  const scripts = new Set<string>()
  const styles = new Set<string>()
  let inner: string | undefined
  let isInlineScript = false
  const parser = new Parser({
    onopentag(name, { type = '', src }) {
      if (name === 'script' || name === 'style') inner = ''
      isInlineScript = name === 'script' && src === undefined && isRunnable(type)
    },
    ontext(data) {
      if (inner !== undefined) inner += data
    },
    onclosetag(name) {
      if (inner === undefined) return
      if (name === 'style') styles.add(policyHash(inner))
      if (name === 'script' && isInlineScript) scripts.add(policyHash(inner))
      inner = undefined
    },
  })
  parser.end(html)
  return { scripts: [...scripts], styles: [...styles] }
}
