import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { labelFont, labelFontFile } from './fonts'

test('the font of labels is the one that its script makes, and small enough to stand beside the other two', async () => {
  const kept = readFileSync(labelFontFile)
  expect(kept.equals(await labelFont())).toBe(true)
  expect(kept.length).toBeLessThan(2500)
})
