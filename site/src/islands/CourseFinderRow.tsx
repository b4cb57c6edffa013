import styles from './CourseFinder.module.css'
import type { FinderCourse } from './course-filters'

interface Props {
  course: FinderCourse
  /** The names of the limits that the course does not meet. */
  missed: string[]
  /** undefined until hydration: until then the browser alone knows what is checked. */
  isPicked: boolean | undefined
  onPick: (isPicked: boolean) => void
}

/** One row of the course list. The data attributes are for the style sheet, which filters without the script. */
export function CourseFinderRow({ course, missed, isPicked, onPick }: Props) {
  const { shown } = course
  return (
    <tr
      data-theme-color={course.themeColor}
      data-delivery={course.delivery}
      data-times={course.times.join(' ')}
      data-family={course.family}
      data-misses={missed.join(' ')}
    >
      <th scope="row">
        <svg className="scrub" viewBox="0 0 24 24" aria-hidden="true">
          <use href="#scrub" />
        </svg>
        <a href={course.path}>{course.title}</a> <span className="theme-color-name">{course.themeColor}</span>
        <span className={styles.summary}>{course.summary}</span>
      </th>
      <td className={styles.length}>
        {shown.length} <span>{shown.hours}</span>
      </td>
      <td className={styles.where}>
        {shown.delivery} {shown.times && <span>{shown.times}</span>}
      </td>
      <td className={styles.start} data-known={course.nextStart ? '' : undefined}>
        {shown.start}
      </td>
      <td className={`num ${styles.price}`}>{shown.total}</td>
      <td className={styles.pick}>
        <label>
          <input
            type="checkbox"
            name="pick"
            value={course.slug}
            form="finder"
            checked={isPicked}
            onChange={(event) => onPick(event.target.checked)}
          />{' '}
          <span>Compare</span> <span className="hidden">{course.title}</span>
        </label>
      </td>
    </tr>
  )
}
