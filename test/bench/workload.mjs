// The job: a random member pays a random merchant of another cooperative.
import { readFileSync } from 'node:fs';

const LEAST_RUPIAH = 1_000;
const MOST_RUPIAH = 50_000;

/** The world that `makeWorld` wrote down. */
export function readWorldFile(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** One payment to be made: between two cooperatives, whole rupiah. */
export function randomPayment({ cooperatives }) {
  const issuer = below(cooperatives.length);
  const acquirer = (issuer + 1 + below(cooperatives.length - 1)) % cooperatives.length;
  return {
    payer: oneOf(cooperatives[issuer].members),
    payee: oneOf(cooperatives[acquirer].merchants),
    rupiah: LEAST_RUPIAH + below(MOST_RUPIAH - LEAST_RUPIAH),
  };
}

export function below(limit) {
  return Math.floor(Math.random() * limit);
}

export function oneOf(list) {
  return list[below(list.length)];
}
