use seal::password::{MAX_PASSWORD, Salt, ServerSalt, Stretch, StretchError, stretch};

const SALT: Salt = Salt([7; 16]);

fn error(costs: Stretch) -> StretchError {
    stretch("password", &SALT, &costs).unwrap_err()
}

#[test]
fn weaker_costs_are_refused() {
    let floor = Stretch::DEFAULT;
    for costs in [
        Stretch {
            memory_kib: floor.memory_kib - 1,
            ..floor
        },
        Stretch {
            memory_kib: 0,
            ..floor
        },
        Stretch { passes: 2, ..floor },
        Stretch { lanes: 0, ..floor },
        Stretch {
            memory_kib: 19 * 1024,
            passes: 16,
            lanes: 4,
        },
    ] {
        assert_eq!(error(costs), StretchError::TooWeak);
    }
}

#[test]
fn costs_that_would_hang_a_client_are_refused() {
    let floor = Stretch::DEFAULT;
    for costs in [
        Stretch {
            memory_kib: 1024 * 1024 + 1,
            ..floor
        },
        Stretch {
            passes: 17,
            ..floor
        },
        Stretch { lanes: 5, ..floor },
        Stretch {
            memory_kib: u32::MAX,
            passes: u32::MAX,
            lanes: u32::MAX,
        },
    ] {
        assert_eq!(error(costs), StretchError::TooCostly);
    }
}

#[test]
fn an_endless_password_is_refused() {
    let long = "密".repeat(MAX_PASSWORD / 3 + 1);
    let result = stretch(&long, &SALT, &Stretch::DEFAULT);
    assert_eq!(result.unwrap_err(), StretchError::PasswordTooLong);
}

#[test]
fn password_salt_and_costs_all_count() {
    let secret =
        |password, salt, costs: Stretch| *stretch(password, &salt, &costs).unwrap().0.expose();
    let usual = secret("password", SALT, Stretch::DEFAULT);
    assert_eq!(usual, secret("password", SALT, Stretch::DEFAULT));
    assert_ne!(usual, secret("Password", SALT, Stretch::DEFAULT));
    assert_ne!(usual, secret("password", Salt([8; 16]), Stretch::DEFAULT));
    let harder = Stretch {
        passes: 4,
        ..Stretch::DEFAULT
    };
    assert_ne!(usual, secret("password", SALT, harder));
}

#[test]
fn secrets_do_not_show_in_debug_output() {
    let (sign_in, unlock) = stretch("password", &SALT, &Stretch::DEFAULT).unwrap();
    assert_eq!(
        format!("{sign_in:?} {unlock:?}"),
        "SignInSecret(secret) UnlockKey(secret)"
    );
}

#[test]
fn one_salt_for_everybody_is_another_for_each() {
    let server = ServerSalt([7; 16]);
    assert_eq!(server.of_person("wangmin"), server.of_person("wangmin"));
    assert_ne!(server.of_person("wangmin"), server.of_person("liqiang"));
    assert_ne!(
        server.of_person("wangmin"),
        ServerSalt([8; 16]).of_person("wangmin")
    );
    assert_ne!(server.of_person("wangmin"), Salt(server.0));
}
