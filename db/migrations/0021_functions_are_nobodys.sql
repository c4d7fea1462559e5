-- PostgreSQL lets everyone run a new function. Here nobody may until a grant says who, whichever file makes it.
alter default privileges revoke execute on functions from public;
