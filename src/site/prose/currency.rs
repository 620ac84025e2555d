//! Currencies in prose: their signs, codes and names, and which currency of ISO 4217 each may mean.
//!
//! A sign or a name that several countries share is given as the sign: whose it is, the reader knows by the site.
//! Must not know: amounts.

/// The dollars, of which each is written `$` at home.
const DOLLARS: [&str; 8] = ["USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN"];

/// What a sign says; empty if it is none of a currency.
pub fn sign(mark: char) -> &'static str {
    match mark {
        '$' => "$",
        '\u{20ac}' => "EUR",
        '\u{a3}' => "GBP",
        '\u{20a9}' => "KRW",
        '\u{a5}' => "\u{a5}",
        '\u{20b9}' => "INR",
        _ => "",
    }
}

/// What the letters before a `$` make of it: `A$`, `US$`. What nobody knows is no currency of any site.
pub fn of_dollar(letters: &str) -> &'static str {
    match letters {
        "us" => "USD",
        "a" | "au" => "AUD",
        "c" | "ca" | "can" => "CAD",
        "nz" => "NZD",
        "s" | "sg" => "SGD",
        "hk" => "HKD",
        "nt" => "TWD",
        "mx" => "MXN",
        "r" => "BRL",
        _ => "?",
    }
}

/// What a word beside an amount says: a code or a name in lower case; empty if it is none of a currency.
pub fn named(word: &str) -> &'static str {
    const NAMES: [(&str, &[&str]); 30] = [
        ("$", &["dollar", "dollars", "bucks"]),
        ("USD", &["usd"]),
        ("EUR", &["eur", "euro", "euros"]),
        ("GBP", &["gbp", "pounds", "quid"]),
        ("KRW", &["krw", "won"]),
        ("JPY", &["jpy", "yen"]),
        ("CNY", &["cny", "rmb", "yuan"]),
        ("CHF", &["chf", "francs"]),
        ("AUD", &["aud", "australian"]),
        ("CAD", &["cad", "canadian"]),
        ("NZD", &["nzd"]),
        ("SGD", &["sgd"]),
        ("HKD", &["hkd"]),
        ("TWD", &["twd"]),
        ("INR", &["inr", "rupees"]),
        ("kr", &["kr", "kronor", "kroner"]),
        ("SEK", &["sek"]),
        ("NOK", &["nok"]),
        ("DKK", &["dkk"]),
        ("PLN", &["pln", "zloty", "zlotys"]),
        ("CZK", &["czk", "koruna", "korunas"]),
        ("HUF", &["huf", "forints"]),
        ("BRL", &["brl", "reais"]),
        ("MXN", &["mxn"]),
        ("ZAR", &["zar"]),
        ("THB", &["thb", "baht"]),
        ("IDR", &["idr"]),
        ("MYR", &["myr", "ringgit"]),
        ("VND", &["vnd"]),
        ("ILS", &["ils", "shekels"]),
    ];
    NAMES.iter().find(|(_, names)| names.contains(&word)).map_or("", |(code, _)| code)
}

/// Whether what a text says may be a currency of ISO 4217. Any other code is taken for itself.
pub fn may_mean(said: &str, currency: &str) -> bool {
    match said {
        "$" => DOLLARS.contains(&currency),
        "\u{a5}" => matches!(currency, "JPY" | "CNY"),
        "kr" => matches!(currency, "SEK" | "NOK" | "DKK"),
        _ => said == currency,
    }
}
