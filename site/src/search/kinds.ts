/** The kinds of page that a visitor can filter search results by. Each page in the index has one. */
export const kinds = ['course', 'post', 'page', 'externship', 'exam', 'person'] as const
export type Kind = (typeof kinds)[number]

export const kindLabels: Record<Kind, { one: string; many: string }> = {
  course: { one: 'Course', many: 'Courses' },
  post: { one: 'Post', many: 'Posts' },
  page: { one: 'Page', many: 'Pages' },
  externship: { one: 'Externship', many: 'Externships' },
  exam: { one: 'Exam', many: 'Exams' },
  person: { one: 'Person', many: 'People' },
}

export const isKind = (value: string | null | undefined): value is Kind =>
  (kinds as readonly string[]).includes(value ?? '')
