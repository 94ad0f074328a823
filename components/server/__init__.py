"""What stands between a browser and Streamlit: headers, hosts and origins, addresses, the sign-in cookie."""
