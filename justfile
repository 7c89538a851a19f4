# What CI runs, byte for byte.
ready:
    .ci/run

# Write every expected output anew; look at the difference before you commit it.
update:
    UPDATE=1 cargo test --test rule_pages --test scenarios --test diagnoses --test answers --test formats
