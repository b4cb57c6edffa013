import type { LexicalNode, LexicalState } from './rich-text'

interface Part {
  type: string
  text: string
  tag?: unknown
}

/** The paragraphs, headings, list items, cells and labels of a text, in order; callouts included, other documents not. */
export function partsOf(state: LexicalState): Part[] {
  const parts: Part[] = []
  const visit = (node: LexicalNode) => {
    const fields = (node.fields ?? {}) as Record<string, unknown>
    if (node.type === 'block') {
      for (const name of ['title', 'heading', 'text', 'caption']) {
        if (typeof fields[name] === 'string') parts.push({ type: name, text: fields[name] })
      }
      if (fields.body) parts.push(...partsOf(fields.body as LexicalState))
      return
    }
    if (['paragraph', 'heading', 'listitem', 'quote'].includes(node.type)) {
      parts.push({ type: node.type, tag: node.tag, text: textOf(node) })
      return
    }
    childrenOf(node).forEach(visit)
  }
  state.root.children.forEach(visit)
  return parts
}

/** Every node of a text, those inside callouts too. */
export function nodesOf(state: LexicalState): LexicalNode[] {
  return state.root.children.flatMap(function all(node): LexicalNode[] {
    const body = (node.fields as { body?: LexicalState } | undefined)?.body
    return [node, ...childrenOf(node).flatMap(all), ...(body ? nodesOf(body) : [])]
  })
}

const childrenOf = (node: LexicalNode) => (node.children ?? []) as LexicalNode[]
const textOf = (node: LexicalNode): string => String(node.text ?? '') + childrenOf(node).map(textOf).join('')

export const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}’'.,-]*/gu) ?? []

/** Sentences of running text; abbreviations and decimal points do not end one. */
export const sentencesIn = (text: string): string[] =>
  text
    .replace(/\b(Dr|Mr|Mrs|St|a\.m|p\.m)\./g, '$1')
    .split(/(?<=[.!?]["”’)]*)\s+/)
    .filter((sentence) => wordsIn(sentence).length > 0)

/** The grade of the Flesch-Kincaid formula, with syllables counted by their vowels. */
export function readingGrade(texts: readonly string[]): number {
  const sentences = texts.flatMap(sentencesIn)
  const words = sentences.flatMap(wordsIn).filter((word) => /\p{L}/u.test(word))
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word.toLowerCase()), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59
}

const syllablesIn = (word: string) =>
  Math.max(1, (word.replace(/(?:[^laeiouy]|ed|[^laeiouy]e)$/, '').match(/[aeiouy]{1,2}/g) ?? []).length)
