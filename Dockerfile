# siglint as one static program, with the certificates that `siglint diagnose` needs and nothing else.
#
#   docker build -t siglint .
#   docker run --rm -v "$PWD:/work" siglint check -c infra/
FROM rust:1-alpine AS build
RUN apk add --no-cache build-base ca-certificates
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY src ./src
RUN cargo install --locked --path . --root /out

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/bin/siglint /siglint
# Reports are files of whoever runs it: docker run --user "$(id -u):$(id -g)".
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["/siglint"]
