import type { FastifyReply } from 'fastify';
import type { ProblemAnswer } from '../guard/problem.js';

/** Answers with a problem: status, headers and body. Return what it returns from the handler. */
export function sendProblem(reply: FastifyReply, problem: ProblemAnswer): FastifyReply {
  return reply.code(problem.status).headers(problem.headers).send(problem.body);
}
