/** A refusal in the shape of the vendor: `{ error: { type, message, code, param, ... } }` with its HTTP status. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

export type ErrorBody = {
  readonly type: 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error';
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly charge?: string;
  readonly [detail: string]: unknown;
};

export function invalidRequest(message: string, detail: { code?: string; param?: string } = {}): ApiError {
  return new ApiError(400, { type: 'invalid_request_error', message, ...detail });
}

export function noSuch(kind: string, id: string, param = 'id'): ApiError {
  const message = `No such ${kind.replace('.', '_')}: '${id}'`;
  return new ApiError(404, { type: 'invalid_request_error', code: 'resource_missing', param, message });
}
