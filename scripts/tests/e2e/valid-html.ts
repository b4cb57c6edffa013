import { HtmlValidate } from 'html-validate'

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Astro writes `<img ... >` and inline SVG without the closing style that this rule asks for.
    'void-style': 'off',
    // Whitespace at the ends of lines is no matter of validity.
    'no-trailing-whitespace': 'off',
    // How a telephone number breaks over lines in a sentence is up to whoever writes it.
    'tel-non-breaking': 'off',
    // A title may be as long as an editor makes it; the admin counts.
    'long-title': 'off',
    // A finder filters as soon as something is chosen: there is nothing to send.
    'wcag/h32': 'off',
    // What is ticked to be compared is one question with many answers.
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
