import { HtmlValidate } from 'html-validate'

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Astro writes `<img ... >` and inline SVG without the closing style that this rule asks for.
    'void-style': 'off',
    // Trailing whitespace does not make HTML invalid.
    'no-trailing-whitespace': 'off',
    // Editors decide how a telephone number in a sentence breaks over lines.
    'tel-non-breaking': 'off',
    // The admin checks the length of titles.
    'long-title': 'off',
    // A finder filters as soon as the visitor chooses something, so its form has no submit button.
    'wcag/h32': 'off',
    // The checkboxes of the comparison are one field with several values.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
  },
})

/** What is invalid in a page, each with its place and the rule. */
export async function htmlProblems(html: string, name: string): Promise<string[]> {
  const { results } = await validator.validateString(html, name)
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${name}:${line} ${ruleId}: ${message}`),
  )
}
