import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** All that WCAG 2.2 asks for at level AA, the size of targets included, and what axe advises besides. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong on an open page: each rule with the markup that breaks it. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .withTags(rules)
    // The category of colors holds a rule of level AAA too, which white on caribbean, 6.9 to 1, does not reach.
    .disableRules('color-contrast-enhanced')
    // Without frames of other sites there is no need to gather the result in a page of its own.
    .setLegacyMode()
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
