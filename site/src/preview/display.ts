import type { PreviewDisplay } from 'shared-types'

/** The texts of the style sheets of the page, by their URL. */
const texts = new Map<string, Promise<string>>()
let printed: CSSStyleSheet[] = []

/**
 * Shows the page in other colors, or as printed. The colors follow the property `color-scheme`. A page cannot change the medium of
 * its browser, so copies of its style sheets, with other media queries, take their place.
 */
export async function displayAs({ colors, isPrinted }: PreviewDisplay): Promise<void> {
  document.documentElement.style.colorScheme = isPrinted ? 'only light' : (colors ?? '')
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')]
  const others = document.adoptedStyleSheets.filter((sheet) => !printed.includes(sheet))
  printed = isPrinted ? await Promise.all(links.map(({ href }) => asPrinted(href))) : []
  document.adoptedStyleSheets = [...printed, ...others]
  for (const link of links) link.disabled = isPrinted
}

async function asPrinted(url: string): Promise<CSSStyleSheet> {
  const text = texts.get(url) ?? fetch(url).then((response) => response.text())
  texts.set(url, text)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(await text)
  print(sheet.cssRules)
  return sheet
}

function print(rules: CSSRuleList): void {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) {
      rule.media.mediaText = rule.media.mediaText
        .replace(/\b(only )?print\b/g, 'all')
        .replace(/\b(only )?screen\b/g, 'not all')
    }
    if (rule instanceof CSSGroupingRule) print(rule.cssRules)
  }
}
