import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import subsetFont from 'subset-font'
import { inRoot } from './bootstrap/root.mjs'

/** The characters of class codes, times of day and the number of an error page. */
const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:'

/**
 * Atkinson Hyperlegible Mono as labels need it: one weight of a few characters, 2.5 kB where the whole font has 17.5. Its
 * license, the SIL Open Font License, reserves no name. `npm run fonts -w scripts` writes it after a change of the characters
 * or of the font; it is kept with the sources, so that a build needs nothing to make it.
 */
export async function labelFont(): Promise<Buffer> {
  const require = createRequire(inRoot('site/package.json'))
  const whole =
    require.resolve('@fontsource-variable/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-wght-normal.woff2')
  return subsetFont(readFileSync(whole), characters, { targetFormat: 'woff2', variationAxes: { wght: 400 } })
}

export const labelFontFile = inRoot('site/src/styles/label-mono.woff2')

if (import.meta.main) writeFileSync(labelFontFile, await labelFont())
