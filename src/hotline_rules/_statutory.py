"""Made by tools/make_statutory.py; do not edit.

Statutory holidays 2004-2036 and estimated festival days 2012-2036,
from `holidays` 0.109."""

STATUTORY = {
    2004: (
        "0101new_year 0122spring_festival 0123spring_festival 0124spring_festival 0501labour_day "
        "0502labour_day 0503labour_day 1001national_day 1002national_day 1003national_day "
    ),
    2005: (
        "0101new_year 0209spring_festival 0210spring_festival 0211spring_festival 0501labour_day "
        "0502labour_day 0503labour_day 1001national_day 1002national_day 1003national_day "
    ),
    2006: (
        "0101new_year 0129spring_festival 0130spring_festival 0131spring_festival 0501labour_day "
        "0502labour_day 0503labour_day 1001national_day 1002national_day 1003national_day "
    ),
    2007: (
        "0101new_year 0218spring_festival 0219spring_festival 0220spring_festival 0501labour_day "
        "0502labour_day 0503labour_day 1001national_day 1002national_day 1003national_day "
    ),
    2008: (
        "0101new_year 0206spring_festival 0207spring_festival 0208spring_festival 0404tomb_sweeping "
        "0501labour_day 0608dragon_boat 0914mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2009: (
        "0101new_year 0125spring_festival 0126spring_festival 0127spring_festival 0404tomb_sweeping "
        "0501labour_day 0528dragon_boat 1001national_day 1002national_day 1003mid_autumn "
    ),
    2010: (
        "0101new_year 0213spring_festival 0214spring_festival 0215spring_festival 0405tomb_sweeping "
        "0501labour_day 0616dragon_boat 0922mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2011: (
        "0101new_year 0202spring_festival 0203spring_festival 0204spring_festival 0405tomb_sweeping "
        "0501labour_day 0606dragon_boat 0912mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2012: (
        "0101new_year 0122spring_festival 0123spring_festival 0124spring_festival 0404tomb_sweeping "
        "0501labour_day 0623dragon_boat 0930mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2013: (
        "0101new_year 0209spring_festival 0210spring_festival 0211spring_festival 0404tomb_sweeping "
        "0501labour_day 0612dragon_boat 0919mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2014: (
        "0101new_year 0131spring_festival 0201spring_festival 0202spring_festival 0405tomb_sweeping "
        "0501labour_day 0602dragon_boat 0908mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2015: (
        "0101new_year 0219spring_festival 0220spring_festival 0221spring_festival 0405tomb_sweeping "
        "0501labour_day 0620dragon_boat 0927mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2016: (
        "0101new_year 0208spring_festival 0209spring_festival 0210spring_festival 0404tomb_sweeping "
        "0501labour_day 0609dragon_boat 0915mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2017: (
        "0101new_year 0128spring_festival 0129spring_festival 0130spring_festival 0404tomb_sweeping "
        "0501labour_day 0530dragon_boat 1001national_day 1002national_day 1003national_day "
        "1004mid_autumn "
    ),
    2018: (
        "0101new_year 0216spring_festival 0217spring_festival 0218spring_festival 0405tomb_sweeping "
        "0501labour_day 0618dragon_boat 0924mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2019: (
        "0101new_year 0205spring_festival 0206spring_festival 0207spring_festival 0405tomb_sweeping "
        "0501labour_day 0607dragon_boat 0913mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2020: (
        "0101new_year 0125spring_festival 0126spring_festival 0127spring_festival 0404tomb_sweeping "
        "0501labour_day 0625dragon_boat 1001mid_autumn 1002national_day 1003national_day "
    ),
    2021: (
        "0101new_year 0212spring_festival 0213spring_festival 0214spring_festival 0404tomb_sweeping "
        "0501labour_day 0614dragon_boat 0921mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2022: (
        "0101new_year 0201spring_festival 0202spring_festival 0203spring_festival 0405tomb_sweeping "
        "0501labour_day 0603dragon_boat 0910mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2023: (
        "0101new_year 0122spring_festival 0123spring_festival 0124spring_festival 0405tomb_sweeping "
        "0501labour_day 0622dragon_boat 0929mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2024: (
        "0101new_year 0210spring_festival 0211spring_festival 0212spring_festival 0404tomb_sweeping "
        "0501labour_day 0610dragon_boat 0917mid_autumn 1001national_day 1002national_day "
        "1003national_day "
    ),
    2025: (
        "0101new_year 0128spring_festival 0129spring_festival 0130spring_festival 0131spring_festival "
        "0404tomb_sweeping 0501labour_day 0502labour_day 0531dragon_boat 1001national_day "
        "1002national_day 1003national_day 1006mid_autumn "
    ),
    2026: (
        "0101new_year 0216spring_festival 0217spring_festival 0218spring_festival 0219spring_festival "
        "0405tomb_sweeping 0501labour_day 0502labour_day 0619dragon_boat 0925mid_autumn "
        "1001national_day 1002national_day 1003national_day "
    ),
    2027: (
        "0101new_year 0205spring_festival 0206spring_festival 0207spring_festival 0208spring_festival "
        "0405tomb_sweeping 0501labour_day 0502labour_day 0609dragon_boat 0915mid_autumn "
        "1001national_day 1002national_day 1003national_day "
    ),
    2028: (
        "0101new_year 0125spring_festival 0126spring_festival 0127spring_festival 0128spring_festival "
        "0404tomb_sweeping 0501labour_day 0502labour_day 0528dragon_boat 1001national_day "
        "1002national_day 1003mid_autumn "
    ),
    2029: (
        "0101new_year 0212spring_festival 0213spring_festival 0214spring_festival 0215spring_festival "
        "0404tomb_sweeping 0501labour_day 0502labour_day 0616dragon_boat 0922mid_autumn "
        "1001national_day 1002national_day 1003national_day "
    ),
    2030: (
        "0101new_year 0202spring_festival 0203spring_festival 0204spring_festival 0205spring_festival "
        "0405tomb_sweeping 0501labour_day 0502labour_day 0605dragon_boat 0912mid_autumn "
        "1001national_day 1002national_day 1003national_day "
    ),
    2031: (
        "0101new_year 0122spring_festival 0123spring_festival 0124spring_festival 0125spring_festival "
        "0405tomb_sweeping 0501labour_day 0502labour_day 0624dragon_boat 1001mid_autumn "
        "1002national_day 1003national_day "
    ),
    2032: (
        "0101new_year 0210spring_festival 0211spring_festival 0212spring_festival 0213spring_festival "
        "0404tomb_sweeping 0501labour_day 0502labour_day 0612dragon_boat 0919mid_autumn "
        "1001national_day 1002national_day 1003national_day "
    ),
    2033: (
        "0101new_year 0130spring_festival 0131spring_festival 0201spring_festival 0202spring_festival "
        "0404tomb_sweeping 0501labour_day 0502labour_day 0601dragon_boat 0908mid_autumn "
        "1001national_day 1002national_day 1003national_day "
    ),
    2034: (
        "0101new_year 0218spring_festival 0219spring_festival 0220spring_festival 0221spring_festival "
        "0405tomb_sweeping 0501labour_day 0502labour_day 0620dragon_boat 0927mid_autumn "
        "1001national_day 1002national_day 1003national_day "
    ),
    2035: (
        "0101new_year 0207spring_festival 0208spring_festival 0209spring_festival 0210spring_festival "
        "0405tomb_sweeping 0501labour_day 0502labour_day 0610dragon_boat 0916mid_autumn "
        "1001national_day 1002national_day 1003national_day "
    ),
    2036: (
        "0101new_year 0127spring_festival 0128spring_festival 0129spring_festival 0130spring_festival "
        "0404tomb_sweeping 0501labour_day 0502labour_day 0530dragon_boat 1001national_day "
        "1002national_day 1003national_day 1004mid_autumn "
    ),
}

FESTIVALS = {
    "rozi": (
        "20120819 20130808 20140728 20150717 20160706 20170625 20180615 20190604 "
        "20200524 20210513 20220502 20230421 20240410 20250330 20260320 20270309 "
        "20280226 20290214 20300204 20310124 20320114 20330102 20331223 20341212 "
        "20351201 20361119 "
    ),
    "qurban": (
        "20121026 20131015 20141004 20150923 20160911 20170901 20180821 20190811 "
        "20200731 20210720 20220709 20230628 20240616 20250606 20260527 20270516 "
        "20280505 20290424 20300413 20310402 20320322 20330311 20340301 20350218 "
        "20360207 "
    ),
}
