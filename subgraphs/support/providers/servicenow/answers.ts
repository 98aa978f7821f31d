export { answerOf } from '#shared/answer.ts'
